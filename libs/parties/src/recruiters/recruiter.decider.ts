import { decider } from '#kernel';
import { certifyRecruiter } from './certify-recruiter.js';
import { grantLicence } from './grant-licence.js';
import type { Recruiter } from './recruiter.js';
import { registerRecruiter } from './register-recruiter.js';
import { restoreLicence } from './restore-licence.js';
import { stateJointLiability } from './state-joint-liability.js';
import { suspendLicence } from './suspend-licence.js';
import { withdrawLicence } from './withdraw-licence.js';
import { withdrawRecruiterCertificate } from './withdraw-recruiter-certificate.js';

/** Every command of a recruiter; the keys are the names of the mutations. */
export const recruiterDecider = decider<Recruiter>('recruiter', {
  registerRecruiter,
  grantLicence,
  suspendLicence,
  restoreLicence,
  withdrawLicence,
  certifyRecruiter,
  withdrawRecruiterCertificate,
  stateJointLiability,
});
