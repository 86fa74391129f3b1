import { useEffect, useState } from 'react';
import type { Guest } from '@/features/map/types';
import type { FeatureSpace } from '@/metrics/projection/features';
import { placeOnMap } from '@/metrics/projection/place';
import type { Projection } from '@/metrics/projection/project';
import { lab } from '@/stores/lab/lab';

/** While somebody draws, the place is looked for when the pen rests. */
const REST_MS = 250;

/** Where a picture that is not one of a map's images belongs on it; `null` while that is not known. */
export function useGuest(name: string, pixels: Uint8Array | null, projection: Projection | null, space: FeatureSpace): Guest | null {
  const [guest, setGuest] = useState<{ pixels: Uint8Array; projection: Projection; guest: Guest } | null>(null);
  useEffect(() => {
    if (!pixels || !projection) return;
    let current = true;
    const timer = setTimeout(() => {
      lab.questions.featuresOfImage(pixels, space).then(
        (features) => {
          if (!current || features.length !== projection.axes.width) return;
          setGuest({ pixels, projection, guest: { name, ...placeOnMap(projection, features) } });
        },
        // A refusal means that there is no model to ask just now: the map goes without it.
        () => {},
      );
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, pixels, projection, space]);
  // A drawing that goes on keeps its last place meanwhile.
  return pixels && guest?.projection === projection ? guest.guest : null;
}
