/** Seconds of processor time that something takes: unlike the clock, not the longer for what else the machine does. */
export function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
