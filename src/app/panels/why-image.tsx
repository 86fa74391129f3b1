import { useCallback, useMemo } from 'react';
import { useLookBack } from '@/app/hooks/use-look-back';
import { useLab } from '@/app/hooks/use-store';
import { datasetInfo } from '@/experiment/data/datasets';
import type { Experiment } from '@/experiment/experiment';
import { planOf } from '@/experiment/network/describe';
import { explainingLayer } from '@/experiment/network/explaining-layer';
import type { ShownImage } from '@/features/images/types';
import { AskedNumbers } from '@/features/inside/numbers/asked-numbers';
import { Why } from '@/features/inside/why';
import { closeImages } from '@/stores/images';
import { showInNetwork } from '@/stores/inside';
import { lab } from '@/stores/lab/lab';
import type { ExplanationMethod } from '@/stores/types';
import { Button } from '@/ui/button';

interface WhyImageProps {
  image: ShownImage;
  bytes: Uint8Array;
  experiment: Experiment;
  classNames: readonly string[];
}

/** Where the network looked in an image of a set, and the way into the network; nothing for a model without layers. */
export function WhyImage({ image, bytes, experiment, classNames }: WhyImageProps) {
  const age = useLab((state) => state.networkAge);
  const convolutional = useMemo(
    () => experiment.model.kind === 'network' && explainingLayer(planOf(experiment).layers) !== null,
    [experiment],
  );
  const epoch = useLookBack();
  const explain = useCallback(
    (pixels: Uint8Array, target: number, method: ExplanationMethod) => lab.questions.explain(pixels, target, method, epoch),
    [epoch],
  );
  if (experiment.model.kind !== 'network') return null;
  return (
    <>
      <Why
        pixels={bytes}
        shape={datasetInfo(experiment.data.dataset).itemShape}
        classNames={classNames}
        answer={image.predicted}
        convolutional={convolutional}
        moment={String(age)}
        onExplain={explain}
      />
      <Button
        onClick={() => {
          closeImages();
          showInNetwork({ pixels: bytes, target: image.target });
        }}
      >
        Show in the network
      </Button>
      <AskedNumbers key={`${age} ${epoch} ${image.index}`} classNames={classNames} onAsk={() => lab.questions.inspect(bytes, epoch)} />
    </>
  );
}
