/**
 * What an object holds under a name that comes from a file or a user: 'constructor' and the like, which every object has from
 * elsewhere, name nothing.
 */
export const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(of, name) ? of[name] : undefined)
