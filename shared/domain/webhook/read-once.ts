const MOST_REMEMBERED = 2_000;

/** `read`, with what it gave for the last two thousand texts remembered: reading a key takes longer than signing with it. */
export function readOnce<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= MOST_REMEMBERED) known.delete(oldest);
    known.set(text, value);
    return value;
  };
}
