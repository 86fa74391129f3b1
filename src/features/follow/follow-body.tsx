import type { ItemShape } from '@/experiment/data/item-shape';
import { formatCount } from '@/experiment/words/numbers';
import { lineNumbers, resultsOf } from '@/metrics/walkthrough/line-numbers';
import type { NumbersRow } from '@/metrics/walkthrough/numbers';
import type { FollowedStep } from '@/metrics/walkthrough/step';
import type { FollowedExample } from '@/stores/types';
import { Button } from '@/ui/button';
import { AlgorithmList } from './algorithm-list';
import { ExampleFigure } from './example-figure';
import styles from './follow.module.css';
import { LINE_WORDS } from './line-words';
import { Neurons } from './neurons';
import { NumbersTable } from './numbers-table';
import { useSteps } from './use-steps';

export interface FollowBodyProps {
  step: FollowedStep;
  example: FollowedExample;
  imageShape: ItemShape;
  /** What each number of a row is; `null` where the examples are images. */
  rowNames: readonly string[] | null;
  /** Many steps are under way. */
  busy: boolean;
  /** Makes the step and goes on to the next example. */
  onNextExample(): void;
  /** Makes as many steps as there are training examples. */
  onRunEpoch(): void;
}

const HEADS = { inputs: 'Input', neurons: 'To neuron', outputs: 'Output' };

/** One example on its way through the network and back, one line of the algorithm at a time, with every number. */
export function FollowBody({ step, example, imageShape, rowNames, busy, onNextExample, onRunEpoch }: FollowBodyProps) {
  const steps = useSteps(step);
  const { line, neuron, neurons } = steps;
  const { layers, output } = step.network;
  const isLast = (layer: number) => layer === layers.length - 1;
  const neuronName = (layer: number) => (at: number) =>
    isLast(layer) ? (example.classNames[output === 'sigmoid' ? 1 : at] ?? `output ${at + 1}`) : `neuron ${at + 1}`;
  const placeName = (at: number) => (rowNames ? (rowNames[at] ?? `input ${at + 1}`) : placeWords(at, imageShape));
  const inputName = ({ at }: NumbersRow) => (line.layer === 0 ? placeName(at) : neuronName(line.layer - 1)(at));
  const { formula, filled, table } = lineNumbers(step, line, neuron);
  const ofLayer = line.kind === 'inputGradient' ? line.layer - 1 : line.layer;
  const nextExample = () => {
    steps.restart();
    onNextExample();
  };
  return (
    <>
      <div className={styles.ways}>
        <Button onClick={steps.previousLine}>Previous line</Button>
        <Button look="primary" onClick={steps.nextLine}>
          Next line
        </Button>
        <Button disabled={!steps.nextNeuron} onClick={() => steps.nextNeuron?.()}>
          Next neuron
        </Button>
        <Button disabled={!steps.nextLayer} onClick={() => steps.nextLayer?.()}>
          Next layer
        </Button>
        <Button disabled={busy} onClick={nextExample}>
          Next example
        </Button>
        <Button disabled={busy} onClick={onRunEpoch}>
          Run it {formatCount(example.total)} times
        </Button>
      </div>
      <div className={styles.layout}>
        <aside className={styles.aside}>
          <ExampleFigure step={step} example={example} imageShape={imageShape} />
          <AlgorithmList parts={steps.parts} current={line} onGo={steps.go} />
        </aside>
        <section className={styles.numbers} aria-label="Numbers">
          <h3>{line.code}</h3>
          <p className={styles.words}>{LINE_WORDS[line.kind]}</p>
          {neurons > 0 && (
            <Neurons
              label={isLast(ofLayer) ? 'Output' : `Neurons of ${layers[ofLayer]?.name ?? ''}`}
              count={neurons}
              nameOf={neuronName(ofLayer)}
              results={resultsOf(step, line)}
              current={neuron}
              onGo={steps.goToNeuron}
            />
          )}
          <div className={styles.formula} role="status">
            {neurons > 0 && <p className={styles.which}>For {neuronName(ofLayer)(neuron)}:</p>}
            <p>{formula}</p>
            <p className={styles.filled}>{filled}</p>
          </div>
          {table && (
            <NumbersTable
              key={`${line.code} ${neuron}`}
              table={table}
              head={HEADS[table.rowsAre]}
              nameOf={table.rowsAre === 'inputs' ? inputName : ({ at }) => neuronName(line.layer)(at)}
            />
          )}
        </section>
      </div>
    </>
  );
}

/** Where a number of an image lies that was flattened row by row, and within a pixel by its channels. */
function placeWords(at: number, [, width, channels]: ItemShape): string {
  const pixel = Math.floor(at / channels);
  const color = channels === 1 ? '' : `, ${['red', 'green', 'blue'][at % channels]}`;
  return `row ${Math.floor(pixel / width) + 1}, column ${(pixel % width) + 1}${color}`;
}
