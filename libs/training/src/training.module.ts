import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { trainingDecider } from './training.decider.js';
import { GetTrainingCommitmentHandler, ListTrainingCommitmentsHandler } from './training.handler.js';
import {
  ArrangementTrainingResolver,
  ShownResultResolver,
  ShownShareResolver,
  TrainingCommitmentConnectionResolver,
  TrainingResolver,
  UnderArrangementResolver,
} from './training.resolver.js';

@Module({
  providers: [
    mutationsOf(trainingDecider),
    TrainingResolver,
    TrainingCommitmentConnectionResolver,
    ArrangementTrainingResolver,
    UnderArrangementResolver,
    ShownResultResolver,
    ShownShareResolver,
    GetTrainingCommitmentHandler,
    ListTrainingCommitmentsHandler,
  ],
})
export class TrainingModule {}
