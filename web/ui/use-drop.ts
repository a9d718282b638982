import { type DragEvent, useState } from 'react'

/** For an element that takes files which are dropped on it: whether some hang above it, and what to lay onto it. */
export const useDrop = (take: (files: readonly File[]) => unknown) => {
  const [over, setOver] = useState(false)
  const onto = {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void take([...event.dataTransfer.files])
    },
  }
  return { over, onto }
}
