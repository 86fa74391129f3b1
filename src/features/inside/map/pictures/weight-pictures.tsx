import { formatCount, formatDigits } from '@/experiment/words/numbers';
import { histogramOf } from '@/metrics/inside/histogram';
import type { ChannelWeights } from '@/stores/types';
import { HistogramBars } from './histogram-bars';
import { largestSize, SignedPicture } from './signed-picture';
import styles from './weight-pictures.module.css';

/** Kernels over more inputs than this could not be told apart. */
const SHOWN = 64;
const BINS = 24;

/** What a channel or unit is made with: its kernels, or its weights as an image, and how they are spread. */
export function WeightPictures({ weights, name }: { weights: ChannelWeights; name: string }) {
  const { kind, inputs, height, width, values, bias } = weights;
  const limit = largestSize(values);
  const area = height * width;
  const words = `Blue is below 0, orange above, full color at ${formatDigits(limit)}.`;
  return (
    <section className={styles.weights} aria-label={kind === 'kernel' ? 'Kernel' : 'Weights'}>
      <h3>{kind === 'kernel' ? 'Kernel' : kind === 'image' ? 'Weights, as an image' : 'Weights'}</h3>
      {kind === 'kernel' && (
        <ul className={styles.kernels}>
          {inputs.slice(0, SHOWN).map((input, k) => (
            <li key={input}>
              <SignedPicture
                values={values.subarray(k * area, (k + 1) * area)}
                width={width}
                limit={limit}
                label={`${name}, kernel over ${inputs.length === 1 ? 'its input' : `input channel ${input + 1}`}`}
              />
            </li>
          ))}
        </ul>
      )}
      {kind === 'image' && (
        <div className={styles.image}>
          <SignedPicture values={values} width={width} limit={limit} label={`Weights of ${name}, a pixel each`} />
        </div>
      )}
      <p className={styles.words}>
        {kind === 'kernel' &&
          `${height} × ${width}, over ${inputs.length === 1 ? 'one input channel' : `${formatCount(inputs.length)} input channels`}. `}
        {inputs.length > SHOWN && kind === 'kernel' && `The first ${SHOWN} are shown. `}
        {kind !== 'row' && words}
        {bias !== null && ` Bias ${formatDigits(bias)}.`}
      </p>
      {area * inputs.length > 9 && <HistogramBars histogram={histogramOf(values, BINS)} label="Weights" />}
    </section>
  );
}
