/**
 * What a library reads, or undefined where it says that it cannot: sharp, mammoth and postal-mime throw plain errors for
 * that, and say why in words alone. Whatever has a class of its own (a bug, a store that fails) or a `code` (the system's)
 * is thrown on. `read` is the library's call alone; what is prepared for it may throw plain errors of other meaning.
 */
export async function ifReadable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && error.constructor === Error && !('code' in error)) return undefined;
    throw error;
  }
}
