/** The drive on which batches are shown, and where they lie on it. There is no such file system: it is how they are named. */
export const DRIVE = 'data';

export function folderOnDrive(batchNumber: number): string {
  return `input/batch_${batchNumber}`;
}

/** The whole path of the folder of a batch. */
export function batchFolder(batchNumber: number): string {
  return `/${DRIVE}/${folderOnDrive(batchNumber)}`;
}

/** The number of the batch whose folder that is; null for every other path. */
export function batchOfFolder(path: string): number | null {
  const digits = /^\/?data\/input\/batch_([1-9]\d{0,14})\/?$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}
