/** Several shares met at once: Newton's method on logs of hazards and rates, in which shares are nearly linear. */

const STEP = 1e-5;
const MOST = 60;

/** Where all gaps are zero; null if they cannot be closed. @param gap as many as there are unknowns */
export function closeGaps(start: readonly number[], gap: (at: readonly number[]) => number[]): number[] | null {
  let at = [...start];
  for (let i = 0; i < MOST; i++) {
    const now = gap(at);
    const off = now.reduce((sum, x) => sum + Math.abs(x), 0);
    if (!Number.isFinite(off)) return null;
    if (off < 1e-11) return at;
    const columns = at.map((_, d) =>
      gap(at.map((x, k) => (k === d ? x + STEP : x))).map((y, k) => (y - now[k]) / STEP),
    );
    const move = solved(
      now.map((_, row) => columns.map((column) => column[row])),
      now,
    );
    at = at.map((x, d) => x - Math.max(-1, Math.min(1, move[d])));
  }
  return null;
}

/** Gauss's elimination with pivots, of few unknowns. */
function solved(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    const best = rows.slice(c).reduce((top, row, i) => (Math.abs(row[c]) > Math.abs(rows[top][c]) ? c + i : top), c);
    [rows[c], rows[best]] = [rows[best], rows[c]];
    for (let r = c + 1; r < n; r++) {
      const factor = rows[r][c] / rows[c][c];
      for (let k = c; k <= n; k++) rows[r][k] -= factor * rows[c][k];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    let rest = rows[r][n];
    for (let k = r + 1; k < n; k++) rest -= rows[r][k] * x[k];
    x[r] = rest / rows[r][r];
  }
  return x;
}
