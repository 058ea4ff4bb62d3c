/** Groups of four numbers, in the order they came; a million objects would take ten times the memory. */
export interface Quads {
  memory: Uint32Array
  /** How many groups there are. */
  count: number
}

type Quad = readonly [number, number, number, number]

/** Adds a group at the end. */
export function addQuad(quads: Quads, quad: Quad): void {
  const at = quads.count++ * 4
  if (at === quads.memory.length) quads.memory = grown(quads.memory, Uint32Array)
  quads.memory.set(quad, at)
}

/** One group of four. */
export function quadAt({ memory }: Quads, index: number): Quad {
  const at = index * 4
  return [memory[at]!, memory[at + 1]!, memory[at + 2]!, memory[at + 3]!]
}

/** `length` zeros, in the memory of an array that is no longer read if that has room. */
export function zeros<T extends Uint8Array | Uint32Array>(
  type: new (memory: number | ArrayBufferLike, offset?: number, length?: number) => T,
  length: number,
  used: T | undefined,
): T {
  const room = used !== undefined && used.buffer.byteLength >= length * used.BYTES_PER_ELEMENT
  return room ? (new type(used.buffer, 0, length).fill(0) as T) : new type(length)
}

/** A copy of an array with as much room again. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array>(
  array: T,
  type: new (length: number) => T,
): T {
  const larger = new type(array.length * 2)
  larger.set(array)
  return larger
}
