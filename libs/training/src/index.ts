export { type Commitment } from './commitment.js';
export { TrainingCommitmentView, viewCommitment } from './commitment.view.js';
export { CommitmentStatus, commitmentStatusOn, statusTimeline } from './status.js';
export { ResultStage, Standing, Track } from './terms.js';
export { trainingDecider } from './training.decider.js';
export { TrainingModule } from './training.module.js';
export { trainingProjection } from './training.projection.js';
export { GetTrainingCommitment, ListTrainingCommitments } from './training.query.js';
