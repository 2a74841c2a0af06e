import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { mraDecider } from './recognition/mra.decider.js';
import { recognitionDecider } from './recognition/recognition.decider.js';
import {
  GetMutualRecognitionHandler,
  GetRecognitionHandler,
  ListRecognitionsHandler,
  MeasureRecognitionHandler,
} from './recognition/recognition.handler.js';
import {
  ArrangementRecognitionResolver,
  RecognitionConnectionResolver,
  RecognitionResolver,
  TrainingRecognitionResolver,
} from './recognition/recognition.resolver.js';
import { demandDecider } from './demand/demand.decider.js';
import { GetDemandHandler, ListDemandsHandler } from './demand/demand.handler.js';
import { DemandResolver, SkillsDemandConnectionResolver } from './demand/demand.resolver.js';
import { BalanceSkillsHandler, TotalOutcomesHandler, TotalTrainingHandler } from './totals.handler.js';
import { trainingDecider } from './training.decider.js';
import { GetTrainingCommitmentHandler, ListTrainingCommitmentsHandler } from './training.handler.js';
import {
  ArrangementTrainingResolver,
  ShownOutcomeResolver,
  ShownOutcomeTotalResolver,
  ShownTotalResolver,
  ShownResultResolver,
  ShownShareResolver,
  TrainingCommitmentConnectionResolver,
  TrainingResolver,
  UnderArrangementResolver,
} from './training.resolver.js';

@Module({
  providers: [
    mutationsOf(trainingDecider),
    mutationsOf(recognitionDecider),
    mutationsOf(mraDecider),
    TrainingResolver,
    TrainingCommitmentConnectionResolver,
    ArrangementTrainingResolver,
    UnderArrangementResolver,
    ShownOutcomeResolver,
    ShownOutcomeTotalResolver,
    ShownTotalResolver,
    TotalTrainingHandler,
    TotalOutcomesHandler,
    BalanceSkillsHandler,
    mutationsOf(demandDecider),
    DemandResolver,
    SkillsDemandConnectionResolver,
    GetDemandHandler,
    ListDemandsHandler,
    ShownResultResolver,
    ShownShareResolver,
    GetTrainingCommitmentHandler,
    ListTrainingCommitmentsHandler,
    RecognitionResolver,
    RecognitionConnectionResolver,
    ArrangementRecognitionResolver,
    TrainingRecognitionResolver,
    GetRecognitionHandler,
    ListRecognitionsHandler,
    MeasureRecognitionHandler,
    GetMutualRecognitionHandler,
  ],
})
export class TrainingModule {}
