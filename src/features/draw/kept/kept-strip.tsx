import type { KeptDrawing } from '@/dataset/drawing/kept';
import { Button } from '@/ui/button';
import { FilePicker } from '@/ui/files/file-picker';
import { Menu } from '@/ui/menu';
import styles from './kept.module.css';
import { KeptItem } from './kept-item';
import { type KeptAnswer, scoreOf } from './score';

export interface KeptStripProps {
  /** `null` while they are being read. */
  drawings: readonly KeptDrawing[] | null;
  /** Labels of the data set in use. */
  labels: readonly string[];
  /** Drawing by drawing; `null` where the answer is not there. */
  answers: readonly (KeptAnswer | null)[];
  /** Who can be asked; the first one is the network shown now. */
  askable: readonly { id: string; name: string }[];
  asked: string;
  onAsk(id: string): void;
  /** What went wrong, in words; empty for nothing. */
  problem: string;
  canUndo: boolean;
  onUndo(): void;
  onOpen(drawing: KeptDrawing): void;
  onLabel(drawing: KeptDrawing, label: number | null): void;
  onDelete(drawing: KeptDrawing): void;
  onExport(kind: 'json' | 'png'): void;
  onImport(file: File): void;
  /** Has the next training learn from the drawings that say what they are; `null` where there are none, or it does already. */
  onLearn: (() => void) | null;
  /** So many drawings the next training learns from. */
  learning: number;
}

/** The drawings that a person keeps: a small test set of their own, that any run can be asked about. */
export function KeptStrip(props: KeptStripProps) {
  const { drawings, answers, problem } = props;
  return (
    <section className={styles.kept} aria-label="My drawings">
      <Head {...props} />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {drawings?.length === 0 && (
        <p className={styles.none}>Keep a drawing, say what it is, and see how many of them each network names.</p>
      )}
      <ul className={styles.items}>
        {(drawings ?? []).map((drawing, index) => (
          <KeptItem
            key={drawing.id}
            drawing={drawing}
            place={index + 1}
            labels={props.labels}
            answer={answers[index] ?? null}
            onOpen={() => props.onOpen(drawing)}
            onLabel={(label) => props.onLabel(drawing, label)}
            onDelete={() => props.onDelete(drawing)}
          />
        ))}
      </ul>
    </section>
  );
}

function Head({ drawings, answers, askable, asked, onAsk, canUndo, onUndo, ...props }: KeptStripProps) {
  const { right, of, learnt } = scoreOf(answers);
  const many = (drawings?.length ?? 0) > 0;
  return (
    <div className={styles.head}>
      <h3>
        My drawings{of > 0 && `: ${right} of ${of}`}
        {learnt > 0 && <small> ({learnt} learned from)</small>}
      </h3>
      {many && askable.length > 1 && (
        <select aria-label="Who names them" value={asked} onChange={(event) => onAsk(event.target.value)}>
          {askable.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {canUndo && (
        <Button look="quiet" onClick={onUndo}>
          Undo delete
        </Button>
      )}
      {props.onLearn && <Button onClick={props.onLearn}>Learn from them</Button>}
      {!props.onLearn && props.learning > 0 && <span className={styles.learning}>{learningWords(props.learning)}</span>}
      <Files {...props} many={many} />
    </div>
  );
}

const learningWords = (count: number): string => `The next training learns from ${count === 1 ? 'one drawing' : `${count} drawings`}.`;

/** Drawings out of and into files. */
function Files({ many, onExport, onImport }: Pick<KeptStripProps, 'onExport' | 'onImport'> & { many: boolean }) {
  return (
    <span className={styles.files}>
      {many && (
        <Menu label="Export">
          <Button look="quiet" onClick={() => onExport('json')}>
            File, to import again
          </Button>
          <Button look="quiet" onClick={() => onExport('png')}>
            Pictures (PNG)
          </Button>
        </Menu>
      )}
      <FilePicker label="File of drawings" takes="one" accept=".json,application/json" onFiles={([file]) => file && onImport(file)}>
        Import
      </FilePicker>
    </span>
  );
}
