/**
 * Holds every conditional write to the rule that what is written on `expectedRev` carries `expectedRev + 1`: an item
 * that kept its rev would let a second writer pass on the same condition. Throws a RangeError, since it is a bug.
 */
export function requireNextRev(item: { rev: number }, expectedRev: number): void {
  if (item.rev !== expectedRev + 1) {
    throw new RangeError(
      `an item written on rev ${expectedRev} must carry rev ${expectedRev + 1}, not ${item.rev}`,
    );
  }
}
