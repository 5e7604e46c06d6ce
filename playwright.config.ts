import { defineConfig } from '@playwright/test'

/** Tests of the real application, on a virtual desktop. */
export default defineConfig({
  testDir: 'tests/app',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/playwright',
  // One at a time: what is heard is measured, and the machine has two cores.
  workers: 1,
  retries: 0,
  timeout: 180_000,
  // Some wait for a second of the countdown that is several away.
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
})
