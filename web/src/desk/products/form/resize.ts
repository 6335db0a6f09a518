/** Converts a chosen image for the API: WebP of at most 200 KB, its longer side at most 1,024 pixels. */

const LONGEST = 1_024;
const MOST_BYTES = 200_000;
/** The qualities to try, the best first. */
const QUALITIES: readonly number[] = [0.86, 0.75, 0.6, 0.45];
/** The factor by which an image that is still too large is reduced before the next attempt. */
const SMALLER = 0.75;

export interface Resized {
  file: Blob;
  width: number;
  height: number;
}

/** Width and height within the longest side; no image is enlarged. */
export function scaled(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Null when the browser cannot read the file as an image. */
export async function resize(chosen: Blob): Promise<Resized | null> {
  // Turned by the orientation in the file.
  const picture = await createImageBitmap(chosen).catch(() => null);
  if (picture === null) return null;
  try {
    for (let longest = LONGEST; longest >= 64; longest = Math.round(longest * SMALLER)) {
      const size = scaled(picture.width, picture.height, longest);
      const canvas = document.createElement("canvas");
      canvas.width = size.width;
      canvas.height = size.height;
      const drawing = canvas.getContext("2d");
      if (drawing === null) return null;
      drawing.imageSmoothingQuality = "high";
      drawing.drawImage(picture, 0, 0, size.width, size.height);
      for (const quality of QUALITIES) {
        const file = await written(canvas, quality);
        if (file !== null && file.size <= MOST_BYTES) return { file, ...size };
      }
    }
    return null;
  } finally {
    picture.close();
  }
}

/** A browser that does not write WebP writes JPEG, which has no transparency. */
async function written(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const webp = await blobOf(canvas, "image/webp", quality);
  return webp?.type === "image/webp" ? webp : blobOf(canvas, "image/jpeg", quality);
}

const blobOf = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, type, quality));
