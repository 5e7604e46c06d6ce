import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/app/**', '**/node_modules/**'],
    testTimeout: 20_000,
  },
})
