import { useState } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { closeSetting, setDomain } from '@/stores/study-draft/draft';
import { tuneSetting } from '@/stores/study-draft/edits';
import { blockParameters } from '@/study/space/blocks';
import type { Parameter } from '@/study/space/search-space';
import { settingAt } from '@/study/space/settings';
import { suggestedDomain } from '@/study/space/suggested-domain';
import { domainWords, parameterName } from '@/study/words';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialogs/dialog';
import { ParameterRow } from '../setup/parameter-row';
import styles from './tune-this.module.css';

interface TuneThisProps {
  /** Which setting (see study/space/settings.ts), or `blocks` for the numbers of layers. */
  address: string;
  base: Experiment;
  /** The tuned settings. */
  parameters: readonly Parameter[];
}

/** Beside a field: opens its setting to several values for the next study. */
export function TuneThis({ address, base, parameters }: TuneThisProps) {
  if (address === 'blocks')
    return blockParameters(base).map((suggested) => <Tune key={suggested.address} words="" {...{ suggested, base, parameters }} />);
  const setting = settingAt(base, { address });
  if (!setting) return null;
  const suggested = { address, domain: suggestedDomain(setting) };
  const isPart = address.startsWith('present.') || /^augmentation\.\w+$/.test(address);
  return <Tune words={isPart ? 'with or without ' : null} {...{ suggested, base, parameters }} />;
}

/** The button and the dialog of one setting. `words`: what stands before its name where the button has no field and says all itself. */
function Tune({ suggested, words, base, parameters }: { suggested: Parameter; words: string | null } & Omit<TuneThisProps, 'address'>) {
  const [open, setOpen] = useState(false);
  const { address } = suggested;
  const tuned = parameters.find((parameter) => parameter.address === address);
  const name = parameterName(base, suggested);
  const tune = () => {
    if (!tuned) tuneSetting(suggested);
    setOpen(true);
  };
  return (
    <>
      {words === null ? (
        <Button
          className={styles.tune}
          aria-label={`Tune this: ${name}`}
          title="Tune this"
          aria-pressed={tuned !== undefined}
          onClick={tune}
        >
          <Sign />
        </Button>
      ) : (
        <Button
          look="quiet"
          className={styles.whole}
          title={words === '' ? `Tune this: ${name}` : undefined}
          aria-pressed={tuned !== undefined}
          onClick={tune}
        >
          <Sign />{' '}
          <span className={words === '' ? styles.name : undefined}>
            Tune this: {words}
            {name}
          </span>
        </Button>
      )}
      {tuned && <p className={styles.note}>Tuned: {domainWords(base, tuned)}</p>}
      <Dialog title="Tune this" open={open} onClose={() => setOpen(false)}>
        {tuned && (
          <ul className={styles.dialog}>
            <ParameterRow
              base={base}
              parameter={tuned}
              onDomain={(domain) => setDomain(address, domain)}
              onClose={() => {
                closeSetting(address);
                setOpen(false);
              }}
            />
          </ul>
        )}
        <p className={styles.hint}>The study itself is set up in the view Studies. Close this setting with × to keep the design’s value.</p>
      </Dialog>
    </>
  );
}

/** Two sliders. */
const Sign = () => (
  <svg
    width="12"
    height="12"
    viewBox="0 0 12 12"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M1 3.5h2.2M6.8 3.5H11M1 8.5h4.2M8.8 8.5H11" />
    <circle cx="5" cy="3.5" r="1.7" />
    <circle cx="7" cy="8.5" r="1.7" />
  </svg>
);
