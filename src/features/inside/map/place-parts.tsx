import { formatCount, formatDigits } from '@/experiment/words/numbers';
import { largestSize, SignedPicture } from './pictures/signed-picture';
import styles from './place-parts.module.css';
import type { PlaceSums } from './place-sums';
import { Terms } from './terms';

/** Inputs that are shown one by one; the rest bring less. */
const SHOWN = 6;

interface PlacePartsProps {
  sums: PlaceSums;
  bias: number | null;
  /** Of the layer, where it has one: "relu". */
  activation: string | null;
}

/** The kernel at one place: what lies under it, its weights, and their products, for the inputs that bring most. */
export function PlaceParts({ sums: { parts, total, size }, bias, activation }: PlacePartsProps) {
  const shown = parts.slice(0, SHOWN);
  const [inputs, weights, products] = [limitOf(shown, 'patch'), limitOf(shown, 'kernel'), limitOf(shown, 'products')];
  return (
    <div className={styles.parts}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">There</th>
            <th scope="col">Kernel</th>
            <th scope="col">Product</th>
            <th scope="col">Sum</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ input, patch, kernel, products: product, sum }) => (
            <tr key={input}>
              <th scope="row">{parts.length === 1 ? 'image' : input + 1}</th>
              <td>
                <SignedPicture values={patch} width={size} limit={inputs} label="" />
              </td>
              <td>
                <SignedPicture values={kernel} width={size} limit={weights} label="" />
              </td>
              <td>
                <SignedPicture values={product} width={size} limit={products} label="" />
              </td>
              <td className={styles.sum}>{formatDigits(sum)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.words}>
        {parts.length > SHOWN && `The ${SHOWN} of ${formatCount(parts.length)} inputs that bring most. `}
        {total === null
          ? 'Not all inputs are shown.'
          : `Everything${bias === null ? '' : `, with the bias ${formatDigits(bias)},`} adds up to ${formatDigits(total)}${activation ? `, before ${activation}` : ''}.`}
      </p>
      <Terms parts={parts} bias={bias} total={total} size={size} />
    </div>
  );
}

const limitOf = (parts: PlaceSums['parts'], what: 'patch' | 'kernel' | 'products'): number =>
  Math.max(...parts.map((part) => largestSize(part[what])));
