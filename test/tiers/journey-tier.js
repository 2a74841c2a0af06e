/* global journeyTier -- set by jest.config.js */
process.env.JOURNEY_TIER = journeyTier;
