import { useEffect, useRef, useState } from 'react';
import { subjectOf } from '@/app/hooks/run-title';
import { useLab } from '@/app/hooks/use-store';
import type { Workbench } from '@/app/hooks/use-workbench';
import { datasetInfo } from '@/experiment/data/datasets';
import { labelName } from '@/experiment/data/labels';
import { classicalOf } from '@/experiment/experiment';
import { SamplesPanel } from '@/features/samples/samples-panel';
import { openImages } from '@/stores/images';
import { lab } from '@/stores/lab/lab';
import { useEarlierSamples } from './earlier-answers';

const IDLE = 'Train the network to see its guesses here.';

const PREVIEWS = 8;
type Previews = { pixels: Uint8Array; name: string }[];
const NO_PREVIEWS: Previews = [];

/** The samples with the stores behind them: images of the data set until there are answers. */
export function SamplesWired({ workbench }: { workbench: Workbench }) {
  const run = useLab((state) => state.run);
  const now = useLab((state) => state.samples);
  const samples = useEarlierSamples(now) ?? now;
  const dataset = workbench.experiment.data.dataset;
  const ready = useLab((state) => state.datasets[dataset]?.state === 'ready');
  const [previews, setPreviews] = useState(NO_PREVIEWS);
  const [seed, setSeed] = useState(1);
  const current = useRef({ dataset, seed });
  current.current = { dataset, seed };
  useEffect(() => {
    if (!ready) return;
    lab.questions.images(dataset, 1, seed).then(
      (images) => {
        if (current.current.dataset !== dataset || current.current.seed !== seed) return;
        setPreviews(images.slice(0, PREVIEWS).map(({ pixels, label }) => ({ pixels, name: labelName({ dataset }, label) })));
      },
      () => setPreviews(NO_PREVIEWS),
    );
  }, [ready, dataset, seed]);
  return (
    <SamplesPanel
      subject={subjectOf(run)}
      samples={samples}
      classNames={run?.classNames ?? datasetInfo(dataset).classNames}
      classical={run !== null && classicalOf(run.experiment) !== null}
      idleHint={run ? null : IDLE}
      preview={previews}
      imageShape={datasetInfo(run?.experiment.data.dataset ?? dataset).itemShape}
      onOpen={(single) => samples && openImages({ set: samples.set, single })}
      onShuffle={() => (samples ? lab.commands.shuffleSamples() : setSeed(seed + 1))}
    />
  );
}
