import type { Random } from '@/experiment/random';

/** Bytes changed as a bad disk, a cut download or a curious hand changes them. */
export function mutantBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let mutant = bytes.slice();
  for (let i = 0; i <= random.below(4); i++) mutant = pick(BYTE_CHANGES, random)(mutant, random);
  return mutant;
}

type ByteChange = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;

const place = (bytes: Uint8Array, random: Random) => random.below(Math.max(1, bytes.length));

const BYTE_CHANGES: readonly ByteChange[] = [
  function flipped(bytes, random) {
    const at = place(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  function overwritten(bytes, random) {
    const at = place(bytes, random);
    return bytes.fill(random.below(256), at, at + 1 + random.below(40));
  },
  function cut(bytes, random) {
    return bytes.slice(0, place(bytes, random));
  },
  function beheaded(bytes, random) {
    return bytes.slice(place(bytes, random));
  },
  function without(bytes, random) {
    const at = place(bytes, random);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(60)));
  },
  function doubled(bytes, random) {
    const at = place(bytes, random);
    return joined(bytes.subarray(0, at), bytes.subarray(Math.max(0, at - random.below(400))));
  },
  function grown(bytes, random) {
    const filling = new Uint8Array(random.below(20) === 0 ? 2_000_000 : 1 + random.below(300)).fill(random.below(256));
    const at = place(bytes, random);
    return joined(bytes.subarray(0, at), filling, bytes.subarray(at));
  },
];

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const pick = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)] as T;

/** JSON texts that stand for one value: of another kind, out of every range, deep, long, or named as what every object has. */
const HOSTILE: readonly string[] = [
  'null',
  'true',
  '-1',
  '0',
  '1e308',
  '1e999',
  '-0.5',
  '9007199254740993',
  '4294967296',
  '""',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"../../etc/passwd"',
  '"\\u0000\\ud800<script>"',
  '[]',
  '{}',
  '[[[[[[[[]]]]]]]]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  `"${'x'.repeat(100_000)}"`,
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `[${'0,'.repeat(100_000)}0]`,
];

/** A JSON text with one to three of its values or keys replaced, left out, repeated, or given a hostile neighbour. */
export function mutantJson(text: string, random: Random): string {
  let mutant = text;
  for (let i = 0; i <= random.below(3); i++) mutant = changedJson(mutant, random);
  return mutant;
}

/** One value of a JSON text: strings, numbers and words, with whatever stands before them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{}]/g;

function changedJson(text: string, random: Random): string {
  const tokens = [...text.matchAll(TOKEN)];
  const token = tokens[random.below(Math.max(1, tokens.length))];
  if (!token) return text;
  const [before, after] = [text.slice(0, token.index), text.slice(token.index + token[0].length)];
  const hostile = pick(HOSTILE, random);
  switch (random.below(6)) {
    case 0:
      return before + after;
    case 1:
      return `${before}${token[0]},${token[0]}${after}`;
    case 2:
      return token[0] === '{' ? `${before}{"__proto__":${hostile},${after}` : `${before}${hostile}${after}`;
    case 3:
      return `${before}"${pick(['__proto__', 'constructor', 'length', 'kind'], random)}"${after}`;
    default:
      return before + hostile + after;
  }
}
