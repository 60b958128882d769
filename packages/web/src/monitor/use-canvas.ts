import { type RefObject, useEffect } from "react";

/** Calls back with the size of a canvas in device pixels, at first and whenever it changes. */
export function useCanvasSize(
  ref: RefObject<HTMLCanvasElement | null>,
  onSize: (width: number, height: number, dpr: number) => void,
): void {
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const measure = () => {
      const { width, height } = canvas.getBoundingClientRect();
      const dpr = window.devicePixelRatio || 1;
      onSize(Math.max(1, Math.round(width * dpr)), Math.max(1, Math.round(height * dpr)), dpr);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(canvas);
    // Moving to a screen of another density changes no size, but fires this.
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [ref, onSize]);
}
