const email = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g
const mobile = /(?<![\w.-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\w-]|\.\d)/g
const citizenId = /(?<![\w-])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\w-])/g
const urlPassword = /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi
const bearer = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/g

/** Takes e-mail addresses, phone and identity numbers, and passwords in addresses out of a text. */
export const mask = (text: string): string =>
  text
    .replace(urlPassword, '$1:[…]@')
    .replace(bearer, '$1 […]')
    .replace(email, '[e-mail]')
    .replace(citizenId, '[id]')
    .replace(mobile, '[phone]')
