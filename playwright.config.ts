import { defineConfig } from '@playwright/test'

/** Tests of the real application: each spec opens its own virtual desktop and its own Electron. */
export default defineConfig({
  testDir: 'tests/app',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/playwright',
  workers: 2,
  retries: 0,
  timeout: 180_000,
  forbidOnly: process.env.CI !== undefined,
})
