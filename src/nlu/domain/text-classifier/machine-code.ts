/**
 * The three inner loops of training, written in WebAssembly's instructions: four numbers a step instead of
 * one. Written by hand because a compiler for them would be a dependency many times their size.
 */

/** Value types. */
const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const simd = (code: number): number[] => [0xfd, ...leb(code)];
const ADD = simd(0xe4);
const SUBTRACT = simd(0xe5);
const MULTIPLY = simd(0xe6);
const DIVIDE = simd(0xe7);
const ROOT = simd(0xe3);
const SPLAT = simd(0x13);
/** 16-byte alignment is a hint only. */
const LOAD = [...simd(0x00), 4, 0];
const STORE = [...simd(0x0b), 4, 0];
const ZEROS = [...simd(0x0c), ...new Array<number>(16).fill(0)];
const LOAD_F32 = [0x2a, 2, 0];
const STORE_F32 = [0x38, 2, 0];
const LOAD_I32 = [0x28, 2, 0];
const lane = (index: number): number[] => [...simd(0x1f), index];
const advance = (local: number, by: number): number[] => [...get(local), 0x41, by, 0x6a, ...set(local)];
const END = 0x0b;

/** Unsigned LEB128. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const more = rest >>> 7;
    bytes.push((rest & 0x7f) | (more > 0 ? 0x80 : 0));
    rest = more;
  } while (rest > 0);
  return bytes;
}

/** Does `body` once for each of `count` entries; leaves when none is left. */
function forEachEntry(count: number, body: readonly number[]): number[] {
  return [
    ...[0x02, 0x40, 0x03, 0x40, ...get(count), 0x45, 0x0d, 1],
    ...body,
    ...[...get(count), 0x41, 1, 0x6b, ...set(count), 0x0c, 0, END, END],
  ];
}

/** Does `body` until the pointer `at` has reached `end`. */
function untilEnd(at: number, end: number, body: readonly number[]): number[] {
  return [0x03, 0x40, ...body, ...get(at), ...get(end), 0x49, 0x0d, 0, END];
}

/** `vector += values[k] * matrix[columns[k]]` or, `back`, `matrix[columns[k]] += values[k] * vector`. */
function multiplyRows(back: boolean): number[] {
  const [vector, columns, values, count, matrix, stride, at, end, row, factor] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ];
  const [target, source] = back ? [row, at] : [at, row];
  return forEachEntry(count, [
    ...[...get(values), ...LOAD_F32, ...SPLAT, ...set(factor)],
    ...[...get(columns), ...LOAD_I32, ...get(stride), 0x6c, ...get(matrix), 0x6a, ...set(row)],
    ...[...get(vector), ...set(at), ...get(vector), ...get(stride), 0x6a, ...set(end)],
    ...untilEnd(at, end, [
      ...[...get(target), ...get(target), ...LOAD],
      ...[...get(factor), ...get(source), ...LOAD, ...MULTIPLY, ...ADD, ...STORE],
      ...advance(row, 16),
      ...advance(at, 16),
    ]),
    ...advance(columns, 4),
    ...advance(values, 4),
  ]);
}

/**
 * For each row `columns[k]` of the matrix: `dots[k] = row · vector`, then one step of AdaGrad against the
 * gradient `values[k] * vector`, whose squares are summed beside the matrix.
 */
function descendRows(): number[] {
  const [vector, columns, values, count, matrix, stride, squares, dots, rate] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [at, end, row, square, factor, speed, dot, gradient] = [9, 10, 11, 12, 13, 14, 15, 16];
  return [
    ...[...get(rate), ...SPLAT, ...set(speed)],
    ...forEachEntry(count, [
      ...[...get(values), ...LOAD_F32, ...SPLAT, ...set(factor), ...ZEROS, ...set(dot)],
      ...[...get(columns), ...LOAD_I32, ...get(stride), 0x6c, ...get(matrix), 0x6a, ...set(row)],
      ...[...get(columns), ...LOAD_I32, ...get(stride), 0x6c, ...get(squares), 0x6a, ...set(square)],
      ...[...get(vector), ...set(at), ...get(vector), ...get(stride), 0x6a, ...set(end)],
      ...untilEnd(at, end, [
        ...[...get(dot), ...get(row), ...LOAD, ...get(at), ...LOAD, ...MULTIPLY, ...ADD, ...set(dot)],
        ...[...get(factor), ...get(at), ...LOAD, ...MULTIPLY, ...set(gradient)],
        ...[...get(square), ...get(square), ...LOAD, ...get(gradient), ...get(gradient), ...MULTIPLY],
        ...[...ADD, ...STORE],
        ...[...get(row), ...get(row), ...LOAD, ...get(speed), ...get(gradient), ...MULTIPLY],
        ...[...get(square), ...LOAD, ...ROOT, ...DIVIDE, ...SUBTRACT, ...STORE],
        ...advance(row, 16),
        ...advance(square, 16),
        ...advance(at, 16),
      ]),
      ...[...get(dots), ...get(dot), ...lane(0), ...get(dot), ...lane(1), 0x92],
      ...[...get(dot), ...lane(2), ...get(dot), ...lane(3), 0x92, 0x92, ...STORE_F32],
      ...advance(columns, 4),
      ...advance(values, 4),
      ...advance(dots, 4),
    ]),
  ];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = [...leb(items.length), ...items.flat()];
  return [id, ...leb(content.length), ...content];
}

const text = (value: string): number[] => [value.length, ...Array.from(value, (c) => c.charCodeAt(0))];

function body(
  locals: readonly (readonly [count: number, type: number])[],
  code: readonly number[],
): number[] {
  const bytes = [locals.length, ...locals.flat(), ...code, END];
  return [...leb(bytes.length), ...bytes];
}

/** The module: imports the memory `m.m`, exports `gather`, `scatter` and `descend`. */
export function machineCode(): Uint8Array {
  const multiply = [0x60, 6, ...new Array<number>(6).fill(I32), 0];
  const descend = [0x60, 9, ...new Array<number>(8).fill(I32), F32, 0];
  const pointers = [3, I32] as const;
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [multiply, descend]),
    ...section(2, [[...text('m'), ...text('m'), 2, 0, 1]]),
    ...section(3, [[0], [0], [1]]),
    ...section(7, [
      [...text('gather'), 0, 0],
      [...text('scatter'), 0, 1],
      [...text('descend'), 0, 2],
    ]),
    ...section(10, [
      body([pointers, [1, V128]], multiplyRows(false)),
      body([pointers, [1, V128]], multiplyRows(true)),
      body(
        [
          [4, I32],
          [4, V128],
        ],
        descendRows(),
      ),
    ]),
  ]);
}
