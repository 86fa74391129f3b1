import type { Random } from '@/experiment/random';
import { between } from './ways';

/**
 * How a garment is drawn other than it hangs in a photograph. Places are relative to the garment: `across` from -1 at its left edge to 1 at its right,
 * `down` from 0 at its top to 1 at its lower edge.
 */
export interface Posture {
  /** Half the width that it takes then, 1 where that is as before. */
  reach: number;
  /** Where in the photograph that is, across, which is drawn here; `null` for nothing. */
  source(across: number, down: number): number | null;
}

export const AS_IT_HANGS: Posture = { reach: 1, source: (across) => across };

/** How many garments are drawn otherwise than they hang. */
const OTHERWISE = 0.75;

/** Sleeves hang beside the body from this share of half the width on, and from this share of the height down. */
const BODY = [0.5, 0.64] as const;
const ARMPIT = [0.3, 0.42] as const;

/** How far sleeves stand off at their lower ends, as a share of half the width, and at which share of the height they end. */
const SPREAD = [0, 0.6] as const;
const SLEEVE_END = [0.68, 1.05] as const;

/** Where a dress has its waist, how much narrower it is there, and by how much its hem is wider. */
const WAIST = [0.36, 0.5] as const;
const NARROWER = [0, 0.3] as const;
const FLARE = [0, 0.9] as const;

/** How far above and below a waist a dress narrows. */
const WAIST_REACH = 0.14;

/** How garments of a class are drawn; those without an entry are drawn as they hang. */
const POSTURES: Readonly<Record<string, (random: Random) => Posture>> = { Pullover: armsOut, Coat: armsOut, Shirt: armsOut, Dress: flared };

/**
 * How one garment is drawn: long sleeves off the body, a dress with a waist and a wide skirt.
 *
 * @param className its class, as its data set names it
 * @param isWideBelow whether it is as wide below as above, as it is where long sleeves hang down
 */
export function postureOf(className: string, isWideBelow: boolean, random: Random): Posture {
  const posture = POSTURES[className]?.(random) ?? AS_IT_HANGS;
  const applies = className === 'Dress' || isWideBelow;
  return random.next() < OTHERWISE && applies ? posture : AS_IT_HANGS;
}

function armsOut(random: Random): Posture {
  const [body, armpit] = [between(BODY, random), between(ARMPIT, random)];
  const [spread, end] = [between(SPREAD, random), between(SLEEVE_END, random)];
  const off = (down: number) => (spread * Math.max(0, down - armpit)) / (1 - armpit);
  return {
    reach: 1 + off(Math.min(1, end)),
    source(across, down) {
      if (Math.abs(across) <= body || down <= armpit) return across;
      const beside = Math.abs(across) - off(down);
      return beside < body || down > end ? null : Math.sign(across) * beside;
    },
  };
}

function flared(random: Random): Posture {
  const [waist, narrower, flare] = [between(WAIST, random), between(NARROWER, random), between(FLARE, random)];
  return {
    reach: 1 + flare / 2,
    source(across, down) {
      const dip = narrower * Math.exp(-(((down - waist) / WAIST_REACH) ** 2));
      return across / (1 - dip + (flare * Math.max(0, down - waist)) / (1 - waist));
    },
  };
}
