import { sha256 } from '@noble/hashes/sha2.js';
import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { concatBytes } from '@/experiment/bytes';
import type { Experiment } from '@/experiment/experiment';
import { EXPERIMENT_VERSION } from '@/experiment/experiment';
import { canonical } from '@/experiment/identity';
import { parseExperiment } from '@/experiment/schema';
import { fromBase64Url, toBase64Url } from './base64url';
import { inflateWithin } from './inflate';
import { rangeProblems } from './range';

/** What the fragment of a link to a design begins with. */
const KEY = 'design=';
/** The version of the link's form: `#design=1.<data>`. */
const LINK_VERSION = 1;
/** Longer fragments are not looked at. */
const MAX_FRAGMENT = 20_000;
/** Bytes of JSON that a link may hold. */
const MAX_JSON = 200_000;
/** Bytes of the checksum, the beginning of the data's SHA-256. */
const CHECKSUM = 6;

/** Why a link is not opened. */
export interface LinkProblem {
  code: 'damaged' | 'too-large' | 'newer' | 'out-of-range';
  /** What is wrong and what to do, in sentences. */
  message: string;
}

/** What a fragment turned out to be: no link of ours, a design, or a link that cannot be opened. */
export type LinkReading = { kind: 'none' } | { kind: 'design'; experiment: Experiment } | { kind: 'refused'; problem: LinkProblem };

/**
 * The fragment, without `#`, of a link to an Experiment: its canonical JSON, deflated, behind a checksum, as base64url. Equal Experiments give equal
 * links; the ids of layers, which mean nothing, are not in it.
 */
export function linkFragment(experiment: Experiment): string {
  const data = deflateSync(strToU8(canonical(withPlainIds(experiment))), { level: 9 });
  return `${KEY}${LINK_VERSION}.${toBase64Url(concatBytes([checksum(data), data]))}`;
}

/** Whether a fragment is as long as a link may be: one with many drawings to learn from is not. */
export const fitsLink = (fragment: string): boolean => fragment.length <= MAX_FRAGMENT;

/** Reads a page's fragment, with or without `#`. Never throws. */
export function readLink(hash: string): LinkReading {
  const fragment = hash.replace(/^#/, '');
  if (!fragment.startsWith(KEY)) return { kind: 'none' };
  if (!fitsLink(fragment)) return refused('too-large', 'This link is far too long to be one of Atelier’s. Nothing was changed.');
  const [, version = '', payload = ''] = /^(\d{1,6})\.(.*)$/s.exec(fragment.slice(KEY.length)) ?? [];
  if (version === '') return DAMAGED;
  return Number(version) > LINK_VERSION ? NEWER : readPayload(payload);
}

const refused = (code: LinkProblem['code'], message: string): LinkReading => ({ kind: 'refused', problem: { code, message } });

const DAMAGED = refused(
  'damaged',
  'This link is damaged: a part of it is missing or changed. Nothing was changed. Copy the whole link and open it again.',
);
const NEWER = refused(
  'newer',
  'This link was made by a newer version of Atelier. Nothing was changed. Reload the page to get the latest version, then open the link again.',
);

function readPayload(payload: string): LinkReading {
  const bytes = fromBase64Url(payload);
  const data = bytes?.subarray(CHECKSUM);
  if (!bytes || !data || !sameBytes(bytes.subarray(0, CHECKSUM), checksum(data))) return DAMAGED;
  const text = inflateWithin(data, MAX_JSON);
  if (text === 'too-large')
    return refused('too-large', 'The design in this link is larger than any that Atelier makes. Nothing was changed.');
  return text ? readJson(strFromU8(text)) : DAMAGED;
}

function readJson(text: string): LinkReading {
  const value = parsed(text);
  if (versionOf(value) > EXPERIMENT_VERSION) return NEWER;
  const experiment = parseExperiment(value);
  if (!experiment) return DAMAGED;
  const [problem] = rangeProblems(experiment);
  return problem
    ? refused('out-of-range', `The design in this link cannot be used. ${problem} Nothing was changed.`)
    : { kind: 'design', experiment };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const versionOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' ? value.version : 0;

const checksum = (data: Uint8Array): Uint8Array => sha256(data).subarray(0, CHECKSUM);

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

const withPlainIds = (experiment: Experiment): Experiment =>
  experiment.model.kind === 'network'
    ? { ...experiment, model: { ...experiment.model, layers: experiment.model.layers.map((layer, i) => ({ ...layer, id: `l${i + 1}` })) } }
    : experiment;
