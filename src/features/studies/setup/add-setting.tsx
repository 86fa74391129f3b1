import { useId } from 'react';
import type { Experiment } from '@/experiment/experiment';
import { blockParameters } from '@/study/space/blocks';
import type { Parameter } from '@/study/space/search-space';
import { settingsOf } from '@/study/space/settings';
import { suggestedDomain } from '@/study/space/suggested-domain';
import { parameterName } from '@/study/words';
import styles from './setup.module.css';

interface AddSettingProps {
  base: Experiment;
  parameters: readonly Parameter[];
  onAdd(parameter: Parameter): void;
}

/** Every setting of the design that can be tuned, by where it is set. */
export function AddSetting({ base, parameters, onAdd }: AddSettingProps) {
  const id = useId();
  const taken = new Set(parameters.map(({ address }) => address));
  const blocks = blockParameters(base).filter(({ address }) => !taken.has(address));
  const settings = settingsOf(base).filter(({ address }) => !taken.has(address));
  const places = [...new Set(settings.map(({ place }) => place))];
  const add = (address: string) => {
    const setting = settings.find((one) => one.address === address);
    const parameter = blocks.find((one) => one.address === address) ?? (setting && { address, domain: suggestedDomain(setting) });
    if (parameter) onAdd(parameter);
  };
  return (
    <div className={styles.add}>
      <label htmlFor={id}>Tune a setting</label>
      <select id={id} data-next-focus value="" onChange={(event) => add(event.target.value)}>
        <option value="">Choose …</option>
        {blocks.length > 0 && (
          <optgroup label="Network">
            {blocks.map((parameter) => (
              <option key={parameter.address} value={parameter.address}>
                {parameterName(base, parameter)} ({parameter.blocks?.length})
              </option>
            ))}
          </optgroup>
        )}
        {places.map((place) => (
          <optgroup key={place} label={place}>
            {settings
              .filter((setting) => setting.place === place)
              .map(({ address, label }) => (
                <option key={address} value={address}>
                  {label}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
