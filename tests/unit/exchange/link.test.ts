import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '@/exchange/base64url';
import { linkFragment, readLink } from '@/exchange/link';
import { defaultExperiment } from '@/experiment/defaults';
import type { Experiment } from '@/experiment/experiment';
import type { Layer } from '@/experiment/network/kinds';
import { PUBLISHED } from '@/experiment/presets/published';
import { PRESETS } from '@/experiment/presets/starters';
import { qrModules } from '@/features/share/qr-modules';

const starters: [string, Experiment][] = PRESETS.map(({ id, layers }) => [
  id,
  { ...defaultExperiment(), model: { kind: 'network', layers } },
]);
const published: [string, Experiment][] = PUBLISHED.flatMap(({ id, experiment, variants }) => [
  [id, experiment] as [string, Experiment],
  ...variants.map((variant): [string, Experiment] => [`${id} ${variant.id}`, variant.experiment]),
]);
const PRESET_DESIGNS = [...starters, ...published];

/** A link around any JSON text, with a right checksum. */
function forged(json: string, version = '1'): string {
  const data = deflateSync(strToU8(json));
  const bytes = new Uint8Array([...sha256(data).subarray(0, 6), ...data]);
  return `#design=${version}.${toBase64Url(bytes)}`;
}

const codeOf = (hash: string) => {
  const reading = readLink(hash);
  return reading.kind === 'refused' ? reading.problem.code : reading.kind;
};

describe('a link to a design', () => {
  it.each(PRESET_DESIGNS)('%s comes back as it was, in at most 2,000 characters', (_id, experiment) => {
    const fragment = linkFragment(experiment);
    expect(fragment.length + 'https://atelier.example.org/playground/#'.length).toBeLessThanOrEqual(2000);
    const reading = readLink(`#${fragment}`);
    expect(reading.kind).toBe('design');
    if (reading.kind !== 'design') return;
    expect(linkFragment(reading.experiment)).toBe(fragment);
    expect({ ...reading.experiment, model: null }).toEqual({ ...experiment, model: null });
  });

  it('can be read from its QR code, the longest of them too', () => {
    const longest = PRESET_DESIGNS.map(([, experiment]) => linkFragment(experiment)).reduce((a, b) => (b.length > a.length ? b : a));
    const text = `https://atelier.example.org/playground/#${longest}`;
    const modules = qrModules(text) ?? [];
    const scale = 4;
    const width = modules.length * scale;
    const data = Uint8Array.from({ length: 4 * width * width }, (_, i) => {
      const at = Math.floor(i / 4);
      return i % 4 < 3 && modules[Math.floor(at / width / scale)]?.[Math.floor((at % width) / scale)] ? 0 : 255;
    });
    expect(decodeQR({ width, height: width, data })).toBe(text);
  });

  it('of a network that no QR code has room for is still a link, without one', () => {
    const dense = (at: number) => ({ ...PRESETS[1]?.layers[1], id: `l${at}`, units: 100 + ((at * at * 7919) % 899) });
    const layers = [PRESETS[1]?.layers[0], ...Array.from({ length: 1000 }, (_, i) => dense(i))] as Layer[];
    const fragment = linkFragment({ ...defaultExperiment(), model: { kind: 'network', layers } });
    expect(fragment.length).toBeGreaterThan(2953);
    expect(qrModules(fragment)).toBeNull();
    expect(qrModules('x'.repeat(2953))).toHaveLength(177 + 2 * 4);
  });

  it('is the same whatever order the keys are in and whatever the layers’ ids are', () => {
    const experiment = defaultExperiment();
    const reordered = Object.fromEntries(Object.entries(experiment).toReversed()) as unknown as Experiment;
    expect(linkFragment(reordered)).toBe(linkFragment(experiment));
  });

  it('that is none of ours is left alone', () => {
    for (const hash of ['', '#', '#report', '#designer=1.x']) expect(readLink(hash)).toEqual({ kind: 'none' });
  });

  it('with any one character changed, cut or added is refused as damaged', () => {
    const fragment = linkFragment(defaultExperiment());
    const start = 'design=1.'.length;
    fc.assert(
      fc.property(fc.integer({ min: start, max: fragment.length - 1 }), fc.constantFrom(...'ABCabc019-_!%'), (at, character) => {
        if (fragment[at] !== character) expect(codeOf(fragment.slice(0, at) + character + fragment.slice(at + 1))).toBe('damaged');
        expect(codeOf(fragment.slice(0, at))).toBe('damaged');
        expect(codeOf(fragment.slice(0, at) + character + fragment.slice(at))).toBe('damaged');
      }),
    );
  });

  it('of a newer version, of the link or of the design, says so', () => {
    expect(codeOf(forged('{}', '2'))).toBe('newer');
    expect(codeOf(forged(JSON.stringify({ ...defaultExperiment(), version: 2 })))).toBe('newer');
  });

  it('that is giant, as text or once it is inflated, is refused at once', () => {
    expect(codeOf(`#design=1.${'A'.repeat(1_000_000)}`)).toBe('too-large');
    const bomb = forged(`"${'a'.repeat(10_000_000)}"`);
    expect(bomb.length).toBeLessThan(20_000);
    expect(codeOf(bomb)).toBe('too-large');
  });

  it('whose values lie out of their range is refused with the reason', () => {
    const experiment = defaultExperiment();
    const far = { ...experiment, training: { ...experiment.training, epochs: 1e9 } };
    const wide = starters[1]?.[1].model;
    const absurd = {
      ...experiment,
      model: { ...wide, layers: [{ ...PRESETS[1]?.layers[0] }, { ...PRESETS[1]?.layers[1], units: 20_000_000 }] },
    };
    expect(codeOf(forged(JSON.stringify(far)))).toBe('out-of-range');
    expect(codeOf(forged(JSON.stringify(absurd)))).toBe('out-of-range');
  });

  it('that holds anything but a design is refused, prototype keys included', () => {
    for (const json of ['null', '[]', '"x"', '{"__proto__":{"version":1}}', '{"version":1}', '{', '[[[[[[[[]]]]]]]]'])
      expect(codeOf(forged(json))).toBe('damaged');
    const polluted = JSON.stringify(defaultExperiment()).replace('{', '{"__proto__":{"polluted":true},');
    expect(readLink(forged(polluted)).kind).toBe('design');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('base64url', () => {
  it('gives any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64Url(text)).toEqual(bytes);
      }),
    );
  });
});
