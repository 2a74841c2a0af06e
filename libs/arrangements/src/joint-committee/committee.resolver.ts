import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ArrangementView } from '../arrangement.view.js';
import { CommitteeWorkView, viewCommittee } from './committee.view.js';

/** What the committee owes and has done. */
@Resolver(() => ArrangementView)
export class CommitteeResolver {
  @ResolveField(() => CommitteeWorkView, {
    description: 'Due and overdue meetings, decisions, minutes and action items of the joint committee',
  })
  committeeWork(@Parent() { subject, asOf: { effectiveOn: day } }: ArrangementView): CommitteeWorkView {
    return viewCommittee(subject, day);
  }
}
