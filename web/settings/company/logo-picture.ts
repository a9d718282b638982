/** Pixels of the longer side: sharp at three times the height it is shown in. */
const largest = 512
const smallest = 64

/** Bytes that the server takes. */
const most = 256 * 1024

/** The picture cannot be shown by this browser, so nobody could see it. */
export class NoPicture extends Error {}

/**
 * Makes a small PNG of whatever picture was chosen. It is drawn, not copied: what a file hides besides its pixels (scripts
 * of an SVG, the place a photo was taken) stays behind.
 */
export const logoPicture = async (file: Blob): Promise<Blob> => {
  const image = await load(file)
  const [width, height] = [image.naturalWidth || largest, image.naturalHeight || largest]
  for (let side = largest; side >= smallest; side /= 2) {
    const scale = Math.min(1, side / Math.max(width, height))
    const png = await draw(image, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
    if (png.size <= most) return png
  }
  throw new NoPicture()
}

const load = async (file: Blob): Promise<HTMLImageElement> => {
  const image = new Image()
  image.src = URL.createObjectURL(file)
  try {
    await image.decode()
    return image
  } catch {
    throw new NoPicture()
  } finally {
    URL.revokeObjectURL(image.src)
  }
}

const draw = (image: HTMLImageElement, width: number, height: number): Promise<Blob> => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((png) => (png ? resolve(png) : reject(new NoPicture())), 'image/png'),
  )
}
