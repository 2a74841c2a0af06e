export * from './authenticator.js';
export * from './local-issuer.js';
