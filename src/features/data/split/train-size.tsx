import { DATA_SETTINGS } from '@/experiment/data/settings';
import { formatCount } from '@/experiment/words/numbers';
import { NumberField } from '@/ui/fields/number-field';
import { SliderField } from '@/ui/fields/slider-field';
import { problemAt } from '../issues';
import type { SettingsProps } from '../settings-props';
import { sizeAt, sliderPlace } from './size-scale';

/** At most so many training images: what does a network learn from a thousand? The far end of the slider is all of them. */
export function TrainSize({ data, issues, available, onData }: SettingsProps & { available: number }) {
  const { trainSize } = data;
  const set = (size: number | null) => onData('trainSize', { trainSize: size });
  return (
    <SliderField
      label={DATA_SETTINGS.trainSize.label}
      help={DATA_SETTINGS.trainSize.help}
      address="data.trainSize"
      min={0}
      max={1}
      step={0.01}
      value={sliderPlace(trainSize, available)}
      text={trainSize === null ? 'all' : formatCount(trainSize)}
      onChange={(place) => set(sizeAt(place, available))}
      beside={
        <NumberField
          label="At most"
          min={1}
          placeholder={DATA_SETTINGS.trainSize.optional}
          value={trainSize}
          error={problemAt(issues, 'trainSize')}
          onChange={set}
        />
      }
    />
  );
}
