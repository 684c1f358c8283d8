/** Smaller files are sent as they are. */
const LEAVE_BELOW_BYTES = 1_500_000;
const LONGEST_SIDE_PX = 2_048;
const QUALITY = 0.85;

/** A phone's photograph in a size that still shows a meter's digits; the original where that fails. */
export async function shrinkImage(file: Blob): Promise<Blob> {
  if (file.size < LEAVE_BELOW_BYTES || typeof createImageBitmap !== 'function') return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
