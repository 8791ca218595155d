import { axisTop } from 'd3-axis';
import { type ScaleTime, scaleUtc } from 'd3-scale';
import { select } from 'd3-selection';
import {
  type D3ZoomEvent,
  type ZoomBehavior,
  type ZoomTransform,
  zoom,
  zoomIdentity,
  zoomTransform,
} from 'd3-zoom';
import { DAY } from './days.ts';
import type { Edges } from './row-view.ts';

/** At the most a day is this wide. */
const DAY_WIDTH = 40;

/** Which span of time is in view, and how it is moved. */
export class TimeScale {
  readonly #chart: HTMLElement;
  readonly #zoom: ZoomBehavior<HTMLElement, unknown>;
  readonly #whole: readonly [number, number];
  #base: ScaleTime<number, number>;
  #edges: Edges = { left: 0, right: 1 };

  /**
   * @param chart what is dragged and zoomed @param head where the wheel alone zooms @param whole all time that there is
   * @param changed called after each change
   */
  constructor(
    chart: HTMLElement,
    { head, whole, changed }: { head: HTMLElement; whole: readonly [number, number]; changed: () => void },
  ) {
    this.#chart = chart;
    this.#whole = whole;
    this.#base = scaleUtc().domain(whole);
    this.#zoom = zoom<HTMLElement, unknown>()
      // Fingers scroll; a wheel does too, where it is not over the dates or turned with Ctrl.
      .filter((event: Event) => {
        if (event instanceof WheelEvent)
          return event.ctrlKey || event.metaKey || head.contains(event.target as Node);
        return event instanceof MouseEvent && event.button === 0 && !event.ctrlKey;
      })
      .on('zoom', (_: D3ZoomEvent<HTMLElement, unknown>) => changed());
    const selected = select(chart).call(this.#zoom).on('dblclick.zoom', null);
    chart.addEventListener(
      'wheel',
      (event) => {
        const across = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX;
        if (event.ctrlKey || Math.abs(across) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
        event.preventDefault();
        this.#zoom.translateBy(selected, -across / this.#transform.k, 0);
      },
      { passive: false },
    );
  }

  get #transform(): ZoomTransform {
    return zoomTransform(this.#chart);
  }

  get edges(): Edges {
    return this.#edges;
  }

  /** The pixel of a moment; pixels count from the chart's left edge. */
  get scale(): ScaleTime<number, number> {
    return this.#transform.rescaleX(this.#base);
  }

  /** First and last moment in view. */
  get seen(): [number, number] {
    const [begin, end] = this.scale.domain();
    return [Number(begin), Number(end)];
  }

  /** The window has another size: what is in view stays so. */
  resize(edges: Edges, height: number): void {
    const seen = this.seen;
    this.#edges = edges;
    const { left, right } = edges;
    this.#base = scaleUtc().domain(this.#whole).range([left, right]);
    const days = (this.#whole[1] - this.#whole[0]) / DAY;
    this.#zoom
      .extent([
        [left, 0],
        [right, height],
      ])
      .translateExtent([
        [left, 0],
        [right, height],
      ])
      .scaleExtent([1, Math.max(1, (days * DAY_WIDTH) / (right - left))]);
    this.show(seen);
  }

  show([begin, end]: readonly [number, number]): void {
    const { left, right } = this.#edges;
    const [from, to] = [this.#base(begin), this.#base(end)];
    const k = (right - left) / (to - from);
    const shown = zoomIdentity.translate(left, 0).scale(k).translate(-from, 0);
    this.#zoom.transform(select(this.#chart), shown);
  }

  /** @param factor above 1: closer */
  by(factor: number): void {
    this.#zoom.scaleBy(select(this.#chart), factor);
  }

  /** @param share of what is in view; below 0: earlier */
  move(share: number): void {
    const { left, right } = this.#edges;
    this.#zoom.translateBy(select(this.#chart), (-share * (right - left)) / this.#transform.k, 0);
  }

  whole(): void {
    this.show(this.#whole);
  }

  /** So that a moment is in view. */
  reveal(time: number): void {
    const [begin, end] = this.seen;
    if (begin <= time && time <= end) return;
    this.#zoom.translateTo(select(this.#chart), this.#base(time), 0);
  }

  drawAxis(svg: SVGSVGElement, height: number): void {
    const { left, right } = this.#edges;
    const axis = axisTop<Date>(this.scale)
      .ticks(Math.max(2, (right - left) / 90))
      .tickSizeInner(-height)
      .tickSizeOuter(0)
      .tickFormat(tickWords);
    const selected = select(svg).selectAll<SVGGElement, null>('g').data([null]).join('g');
    selected.attr('transform', 'translate(0,24)').call(axis);
  }
}

/** As days are written all over denwaban, as short as the day allows. */
function tickWords(date: Date): string {
  const day = date.toISOString().slice(0, 10);
  if (day.endsWith('-01-01')) return day.slice(0, 4);
  return day.endsWith('-01') ? day.slice(0, 7) : day.slice(5);
}
