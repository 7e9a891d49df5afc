import { CfnOutput, Duration, Stack, type StackProps, TimeZone, Validations } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import type { Construct } from 'constructs'
import type { Route } from '../shared/contract/route.ts'
import { type RouteName, routes } from '../shared/contract/routes.ts'
import { actionFunction, type CodeOf } from './actionFunction.ts'
import { makeAlarms } from './alarms.ts'
import type { DataStack } from './dataStack.ts'
import { type Grant, grantAll, type Resources } from './grants.ts'
import { addRoute, addUnknownPath, httpApi } from './httpApi.ts'
import { permissions, signedIn, workerPermissions } from './permissions.ts'
import { consumeQueue, resetQueues } from './resetQueues.ts'
import { rosterQueues } from './rosterQueues.ts'
import { Schedules } from './schedules.ts'
import { sizes } from './sizes.ts'
import { type WorkerName, workers } from './workers.ts'

type AppStackProps = StackProps & { readonly data: DataStack; readonly codeOf: CodeOf }

const grantsOf = (name: RouteName, { permission }: Route): readonly Grant[] =>
  permission === 'public' ? permissions[name] : [...signedIn, ...permissions[name]]

/** The API, its functions, the workers behind it and what watches them: everything that a deployment may replace. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { data, codeOf, ...props }: AppStackProps) {
    super(scope, id, props)
    const { waiting, failed } = resetQueues(this)
    const { rosters, failedRosters } = rosterQueues(this)
    const resources: Resources = { ...data.resources, waiting, failed, rosters, failedRosters }
    const make = (name: RouteName | WorkerName, entry: string, grants: readonly Grant[]) =>
      actionFunction(this, name, { entry, codeOf, ...sizes[name], ...grantAll(grants, resources) })

    const api = httpApi(this)
    for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
      const action = make(name, `functions/${route.area}/${name}.ts`, grantsOf(name, route))
      addRoute(api, name, route.method, route.path, action)
    }

    const worker = (name: WorkerName): LambdaFunction => make(name, workers[name], workerPermissions[name])
    const reset = worker('resetQueuedPasswords')
    const fail = worker('failQueuedPasswords')
    const sweepResets = worker('sweepGroupResets')
    const sweepLinks = worker('sweepLinks')
    const sync = worker('syncRoster')
    const failSync = worker('failQueuedSync')
    const startNight = worker('startNightlySyncs')
    addUnknownPath(api, worker('answerUnknownPath'))
    consumeQueue(waiting, reset, 10)
    consumeQueue(failed, fail, 2)
    consumeQueue(rosters, sync, 20)
    consumeQueue(failedRosters, failSync, 2)
    const { undelivered } = new Schedules(this, 'Schedules', {
      sweepGroupResets: { action: sweepResets, at: ScheduleExpression.rate(Duration.minutes(1)) },
      sweepLinks: { action: sweepLinks, at: ScheduleExpression.rate(Duration.minutes(15)) },
      startNightlySyncs: {
        action: startNight,
        at: ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_LONDON }),
        retries: 2,
      },
    })
    makeAlarms(this, {
      api,
      waiting,
      deadLetters: [failed, failedRosters, undelivered],
      workers: [reset, fail, sweepResets, sweepLinks, sync, failSync, startNight],
    })
    const reason = 'Files are granted by their folder: their names are made at run time'
    Validations.of(this).acknowledge(
      ...data.folders.map((folder) => ({ id: `AwsSolutions-IAM5[Resource::${folder}]`, reason })),
    )
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint })
  }
}
