// Before the first paint, so that a remembered theme does not flash up in the other one. The page's content security
// policy allows no inline script, hence this file. Key and values as in src/theme/theme.ts.
try {
  const theme = localStorage.getItem("counterpulse.theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's preference decides.
}
