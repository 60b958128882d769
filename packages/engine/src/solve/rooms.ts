/**
 * Arrays that searches have done with, to be used again. A state does not fit into the heap's own arrays: a fresh one is made
 * outside of it, and its making and sweeping would cost as much as what is done with it.
 */
const spare = new Map<number, Float64Array[]>();

/** An array of so many numbers, whatever they are. */
export function takeRoom(length: number): Float64Array {
  return spare.get(length)?.pop() ?? new Float64Array(length);
}

/** Give it back: nobody may look at it any more. */
export function giveRoom(room: Float64Array): void {
  const same = spare.get(room.length);
  if (same) same.push(room);
  else spare.set(room.length, [room]);
}
