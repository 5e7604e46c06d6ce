/** What Chromium has and TypeScript's DOM does not know yet (w3c.github.io/trusted-types). */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown
}

// The pages' content security policy takes scripts only by this: our own files, as workers. Of text no script is ever made.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError('a script from elsewhere')
    return url
  },
})
