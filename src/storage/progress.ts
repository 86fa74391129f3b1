import { type DatasetManifest, type ManifestFile, totalBytes } from '@/dataset/manifest';

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the file on its way. */
  file: string;
  /** Where it comes from, in words. */
  source: string;
  /** Compressed bytes of all files so far, those that were here already included. */
  receivedBytes: number;
  /** Compressed bytes of all files. */
  totalBytes: number;
  /** Over the last few seconds; 0 while nothing is known. */
  bytesPerSecond: number;
  /** What it waits for, in words; empty while bytes are coming. */
  note: string;
  /** Whether an attempt has failed that should not have, and no byte has come since. */
  faltering: boolean;
}

/** Seconds over which speed is measured. */
const WINDOW_MS = 3000;

/** Milliseconds between two reports of bytes. */
const REPORT_MS = 100;

/**
 * Turns bytes as they come into progress reports, ten a second at most; a report with a note, or of a finished file, is never left out. What came too
 * soon after a report is told a little later, so that where nothing more comes the last bytes are not left out either.
 */
export class ProgressMeter {
  private finishedBytes = 0;
  private lastReport = Number.NEGATIVE_INFINITY;
  private readonly total: number;
  private faltering = false;
  private marks: { time: number; bytes: number }[] = [];
  private late: ReturnType<typeof setTimeout> | undefined;

  constructor(
    manifest: DatasetManifest,
    private readonly report: (progress: DownloadProgress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.total = totalBytes(manifest);
  }

  /** `bytes` of the file have arrived in this attempt. */
  bytes(file: ManifestFile, source: string, bytes: number): void {
    const time = this.now();
    this.faltering = false;
    this.mark(time, bytes);
    const wait = this.lastReport + REPORT_MS - time;
    clearTimeout(this.late);
    if (wait <= 0) this.send(file, source, bytes, '');
    else this.late = setTimeout(() => this.send(file, source, bytes, ''), wait);
  }

  /** What is done with bytes that have come. */
  note(file: ManifestFile, source: string, bytes: number, note: string): void {
    this.send(file, source, bytes, note);
  }

  /** An attempt has failed that should not have; what follows is told by others. */
  falter(): void {
    this.faltering = true;
  }

  /** An attempt is over, however it ended: nothing of it is told any more. */
  end(): void {
    clearTimeout(this.late);
  }

  /** An attempt begins, and is told before a byte has come, which may take long: speed is measured anew. */
  begin(file: ManifestFile, source: string): void {
    this.marks = [];
    this.send(file, source, 0, 'waiting for an answer');
  }

  /** The file is here and verified. */
  finish(file: ManifestFile, source: string): void {
    this.finishedBytes += file.compressed.bytes;
    this.send(file, source, 0, '');
  }

  private mark(time: number, bytes: number): void {
    this.marks.push({ time, bytes });
    while (this.marks.length > 2 && time - (this.marks[0]?.time ?? time) > WINDOW_MS) this.marks.shift();
  }

  private speed(): number {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.time <= first.time) return 0;
    return ((last.bytes - first.bytes) / (last.time - first.time)) * 1000;
  }

  private send(file: ManifestFile, source: string, bytes: number, note: string): void {
    clearTimeout(this.late);
    this.lastReport = this.now();
    const receivedBytes = this.finishedBytes + bytes;
    this.report({
      file: file.name,
      source,
      receivedBytes,
      totalBytes: this.total,
      bytesPerSecond: this.speed(),
      note,
      faltering: this.faltering,
    });
  }
}
