import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Sweep } from './sweep.js';

const SIZE = 1_200;
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** A log of that many events, and from where it was asked to check. */
class Checked {
  readonly from: number[] = [];
  answers = true;

  check(from: number, limit: number): Promise<number> {
    this.from.push(from);
    return this.answers
      ? Promise.resolve(Math.min(from + limit, SIZE))
      : Promise.reject(new Error('The store does not answer.'));
  }
}

let log: Checked;
let sweep: Sweep;
beforeEach(() => {
  jest.useFakeTimers();
  log = new Checked();
  sweep = new Sweep(log);
});
afterEach(async () => {
  await sweep.close();
  jest.useRealTimers();
});

test('given nobody asks, then it looks once a second, each time from where it was', async () => {
  expect(log.from).toEqual([]);
  await jest.advanceTimersByTimeAsync(3 * SECOND);
  expect(log.from).toEqual([0, 500, 1_000]);
});

test('given it is through, then it looks for what was added, and begins again an hour after the pass began', async () => {
  await jest.advanceTimersByTimeAsync(HOUR - SECOND);
  expect(new Set(log.from)).toEqual(new Set([0, 500, 1_000, SIZE]));
  expect(log.from.at(-1)).toBe(SIZE);
  await jest.advanceTimersByTimeAsync(3 * SECOND);
  expect(log.from.slice(-2)).toEqual([0, 500]);
});

test('given a store that does not answer, then it asks for the same again until it does', async () => {
  await jest.advanceTimersByTimeAsync(SECOND);
  log.answers = false;
  await jest.advanceTimersByTimeAsync(2 * SECOND);
  log.answers = true;
  await jest.advanceTimersByTimeAsync(2 * SECOND);
  expect(log.from).toEqual([0, 500, 500, 500, 1_000]);
});

test('given a check that takes long, then no second one is begun beside it, and close waits for it', async () => {
  let finish = () => {};
  const check = jest.spyOn(log, 'check').mockReturnValue(new Promise((done) => (finish = () => done(500))));
  await jest.advanceTimersByTimeAsync(5 * SECOND);
  expect(check).toHaveBeenCalledTimes(1);
  let closed = false;
  const closing = sweep.close().then(() => (closed = true));
  await jest.advanceTimersByTimeAsync(SECOND);
  expect(closed).toBe(false);
  finish();
  await closing;
});

test('given it was closed, then it looks no more', async () => {
  await jest.advanceTimersByTimeAsync(SECOND);
  await sweep.close();
  await jest.advanceTimersByTimeAsync(HOUR);
  expect(log.from).toEqual([0]);
});
