const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Width and height of a PNG as its header says, by which a browser takes memory; null for anything else. */
export const pngSize = (content: Buffer): { width: number; height: number } | null =>
  content.length > 33 && content.subarray(0, 8).equals(signature) && content.toString('latin1', 12, 16) === 'IHDR'
    ? { width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
    : null
