export { type Party } from './party.js';
export { CodeSystem, countryOf, regionOf } from './party-code.js';
export { type Ratification, ratificationOn } from './convention.js';
export { partyDecider } from './party.decider.js';
export { partiesProjection } from './parties.projection.js';
export { PartyKind } from './register-party.js';
export { PartiesModule } from './parties.module.js';
export { GetParty } from './parties.query.js';
export { PartyView, viewParty } from './party.view.js';
export {
  checkNotRestricted,
  type Employer,
  employerStandingOn,
  type Hiring,
  Standing,
  type StandingOn,
} from './employers/employer.js';
export { employerDecider } from './employers/employer.decider.js';
export { checkLicensed, liabilitiesOn, licenceOn, type Recruiter } from './recruiters/recruiter.js';
export { recruiterDecider } from './recruiters/recruiter.decider.js';
export { employersProjection } from './employers/employers.projection.js';
export { GetEmployer } from './employers/employers.query.js';
export { EmployerView, viewEmployer } from './employers/employer.view.js';
export { recruitersProjection } from './recruiters/recruiters.projection.js';
export { GetRecruiter, ListRecruiters } from './recruiters/recruiters.query.js';
export { RecruiterView, viewRecruiter } from './recruiters/recruiter.view.js';
export { RecruiterConnection } from './recruiters/recruiters.resolver.js';
