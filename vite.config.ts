import { vitePlugin as remix } from '@remix-run/dev'
import type {} from '@remix-run/node'
import { defineConfig } from 'vite'
import tsconfigPaths from 'vite-tsconfig-paths'
import remixConfig from './remix.config.js'

// Loader data keeps its TypeScript type; without this it is typed as JSON.
declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig({
  plugins: [remix(remixConfig), tsconfigPaths()],
  ssr: { external: ['better-sqlite3', 'pg', '@node-rs/argon2'] },
  build: { target: 'es2022' },
  worker: { format: 'es', plugins: () => [tsconfigPaths()] },
})
