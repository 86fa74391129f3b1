import { useId } from 'react';
import { type ClassicalModel, classicalEntry } from '@/experiment/classical/models';
import { Button } from '@/ui/button';
import { OptionField } from '../cards/option-field';
import type { ClassicalCardProps } from '../types';
import styles from './classical-card.module.css';

/** Letters of a label that a column of three has room for. */
const LONGEST_LABEL = 16;

/** A model that is no network: what it does, its options, and what it will learn. */
export function ClassicalCard({ model, item, issues, pixels, classes, trainingImages, onChange, onBack }: ClassicalCardProps) {
  const id = useId();
  const { title, help, fields, learns } = classicalEntry(model, item);
  const problemOf = (name: string) => issues.find(({ field }) => field === `classical.${name}`)?.message;
  const problems = fields.flatMap(({ name }) => problemOf(name) ?? []);
  return (
    <div className={styles.place}>
      <article className={styles.card} aria-labelledby={id} data-fault={problems.length > 0 ? 'error' : undefined}>
        <header className={styles.head}>
          <h3 id={id}>{title}</h3>
          <Button look="quiet" className={styles.back} onClick={onBack}>
            Back to my network
          </Button>
        </header>
        <p className={styles.help}>{help}</p>
        {fields.length > 0 && (
          <div className={styles.fields}>
            {fields.map((field) => (
              <div key={field.name} className={field.type === 'choice' || field.label.length > LONGEST_LABEL ? styles.wide : undefined}>
                <OptionField
                  field={field}
                  value={model[field.name as keyof ClassicalModel]}
                  error={problemOf(field.name)}
                  address={`classical.${field.name}`}
                  // The cast lets half-typed numbers in: they have to be kept to be explained.
                  onChange={(value) => onChange({ ...model, [field.name]: value } as ClassicalModel)}
                />
              </div>
            ))}
          </div>
        )}
        <p className={styles.learns}>{learns(model, { pixels, classes, trainingImages })}</p>
      </article>
      <p role="status" className="visually-hidden">
        {problems.join(' ')}
      </p>
    </div>
  );
}
