export async function runMutants(_o: unknown): Promise<number> {
  return 0;
}
