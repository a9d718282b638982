/** The library is called by us alone, under this address; it never makes a link. */
export const libraryOrigin = 'http://zhike.internal'

/** The header in which we tell the library the address of the other end; what came in from outside is not passed on. */
export const addressHeader = 'x-zhike-address'
