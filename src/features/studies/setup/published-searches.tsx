import { PUBLISHED_SEARCHES, type PublishedSearch } from '@/study/published';
import { Button } from '@/ui/button';
import { Fold } from '@/ui/fold';
import styles from './setup.module.css';

/** The searches of the published reports, each a study that can be set up with one press. */
export function PublishedSearches({ onSearch }: { onSearch(search: PublishedSearch): void }) {
  return (
    <Fold title="Published searches" summary="two of report B">
      <ul className={styles.parameters}>
        {PUBLISHED_SEARCHES.map((search) => (
          <li key={search.id} className={styles.parameter}>
            <div className={styles.parameterHead}>
              <strong>
                <code>{search.id}</code> {search.title}
              </strong>
              <Button onClick={() => onSearch(search)}>Set up {search.id}</Button>
            </div>
            <p>{search.help}</p>
            <p className={styles.soft}>
              Bayesian optimization, {search.study.budget} trials. Its winner: {search.winner.words}. Assumed: {search.assumed.join('; ')}.
            </p>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>This replaces your current settings. You can undo it.</p>
    </Fold>
  );
}
