/** All views but the first, and what is opened from them, in one download. */
export { ImagesWired } from '@/app/panels/images-wired';
export { LabelsWired } from '@/app/panels/labels-wired';
export { OpeningWired } from '@/app/panels/opening-wired';
export { PublishedWired } from '@/app/panels/published-wired';
export { MapWired } from './map-wired';
export { NetworkWired } from './network-wired';
export { ReportWired } from './report-wired';
export { RunsWired } from './runs-wired';
export { StudiesWired } from './studies-wired';
