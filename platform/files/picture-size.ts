import { imageSize } from 'image-size'

/** Pixels that a browser takes without trouble, four bytes each: larger than any camera’s, smaller than what stops a tab. */
const mostPixels = 100_000_000

/** Whether the picture that begins so is of a size that browsers bear, as its header says; one that does not say is not. */
export const isModest = (head: Uint8Array): boolean => {
  try {
    const { width, height } = imageSize(head)
    return width * height <= mostPixels
  } catch {
    return false
  }
}
