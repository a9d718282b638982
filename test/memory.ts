/** How much more memory this process holds at the worst moment of some work, in megabytes. */
export const memoryOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
  await work()
  clearInterval(timer)
  return (Math.max(most, process.memoryUsage().rss) - before) / 1024 / 1024
}
